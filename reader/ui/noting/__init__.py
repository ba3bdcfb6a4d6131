"""What a person does on the screens of annotations, one topic a module."""
