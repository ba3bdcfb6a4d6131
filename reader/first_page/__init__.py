"""The first page, on screen before the program is loaded."""
