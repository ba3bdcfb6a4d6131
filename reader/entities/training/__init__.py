"""How the data files of the recogniser are made; nothing here is imported when reading."""
