"""Text to Document: what stands on a page of law, before its rules are read."""
