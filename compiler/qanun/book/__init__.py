"""The published book of the law: pages, diagrams and feeds, made from what the compiler found out. Pure."""
