"""Documents in: a file of any known format becomes a core Document.

A format is a row in `detect.FORMATS` and a module with ``convert(source) -> Document``; modules
with structure walk their tree and tell a `builder.Builder`. Heavy libraries are imported by the
module of their format alone.

Limits, for files that were made to harm: 512 MB a file (`source`); 1 GB of memory, 8 seconds
and 2 more for each megabyte in the process that converts (`child`); 10,000 entries, 64 MB an
entry, 200 MB in all and a ratio of 200 in archives (`archive`); structure is guessed in texts
up to 4 MB (`plain`) and parsed in Markdown and Org up to 4 MB (`plain`); 100,000 rows (`rows`);
a million documents in a file (`corpus`).
"""
