"""Tests across rooms, and the people who appear in them."""
