"""What a person does on the reading screen, one topic a module."""
