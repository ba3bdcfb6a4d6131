"""The encodings of text that a person can choose from, by what they were made for."""

from __future__ import annotations

ENCODINGS = {
    "utf-8": "Unicode",
    "utf-16-le": "Unicode, two bytes, little end first",
    "utf-16-be": "Unicode, two bytes, big end first",
    "cp1252": "Western European, Windows",
    "iso8859-15": "Western European, Latin-9",
    "mac-roman": "Western European, old Macs",
    "cp850": "Western European, DOS",
    "cp437": "American, DOS",
    "cp1250": "Central European, Windows",
    "iso8859-2": "Central European, Latin-2",
    "cp852": "Central European, DOS",
    "cp1251": "Cyrillic, Windows",
    "koi8-r": "Russian, Unix",
    "koi8-u": "Ukrainian, Unix",
    "iso8859-5": "Cyrillic, ISO",
    "cp866": "Cyrillic, DOS",
    "cp1253": "Greek, Windows",
    "iso8859-7": "Greek, ISO",
    "cp1254": "Turkish, Windows",
    "cp1255": "Hebrew, Windows",
    "cp1256": "Arabic, Windows",
    "cp1257": "Baltic, Windows",
    "cp1258": "Vietnamese, Windows",
    "cp874": "Thai, Windows",
    "shift_jis": "Japanese, Windows and old Macs",
    "euc_jp": "Japanese, Unix",
    "iso2022_jp_2": "Japanese, mail",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
    "euc_kr": "Korean",
}
"""What they were made for, by the names that Python has for them; the likelier ones first."""
