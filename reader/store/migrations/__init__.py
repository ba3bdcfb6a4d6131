"""Steps from older formats of a record to the present one."""
