"""TinyDB made durable."""
