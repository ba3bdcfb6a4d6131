"""What documents there are, where, and what is in them."""
