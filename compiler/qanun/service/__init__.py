"""The law as a service: plain functions from requests to answers, their description, and HTTP."""
