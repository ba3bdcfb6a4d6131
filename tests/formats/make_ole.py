"""Messages of Outlook for tests: a compound file (MS-CFB) of properties (MS-OXMSG)."""

import struct

SECTOR, SMALL = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT, TIME, BYTES = 0x001F, 0x0040, 0x0102


def make_msg(subject, body="", *, sender="", to=(), sent=0, html=b"", attached=()):
    """Return a message; `sent` counts 100 ns since 1601, `attached` are names and contents."""
    values = {0x0037: subject, 0x1000: body, 0x0042: sender, 0x1013: html, 0x0039: sent}
    tree = _properties({key: value for key, value in values.items() if value}, head=32)
    tree["__nameid_version1.0"] = {}
    for number, name in enumerate(to):
        tree[f"__recip_version1.0_#{number:08X}"] = _properties({0x3001: name}, head=8)
    for number, (name, content) in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = _properties(
            {0x3707: name, 0x3701: content}, head=8
        )
    return make_ole(tree)


def _properties(values, head):
    entries, streams = b"", {}
    for key, value in values.items():
        if isinstance(value, int):
            entries += struct.pack("<HHIQ", TIME, key, 6, value)
            continue
        kind = TEXT if isinstance(value, str) else BYTES
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{key:04X}{kind:04X}"] = data
        entries += struct.pack("<HHIII", kind, key, 6, len(data) + 2 * (kind == TEXT), 0)
    return {"__properties_version1.0": bytes(head) + entries, **streams}


def make_ole(tree):
    """Return a compound file with `tree`: streams are bytes, storages are dicts."""
    entries, small, small_fat = [["Root Entry", 5, None, END, 0]], b"", []

    def add(children):
        nonlocal small
        indices = []
        for name, content in children.items():
            index = len(entries)
            indices.append(index)
            entries.append([name, 1, None, END, 0])
            if isinstance(content, dict):
                entries[index][1:] = [1, add(content), 0, 0]
                continue
            count = -(-len(content) // SMALL)
            first = len(small_fat)
            small_fat.extend([*range(first + 1, first + count), END][:count])
            small += content.ljust(count * SMALL, b"\0")
            entries[index][1:] = [2, None, first if count else END, len(content)]
        return indices

    entries[0][2] = add(tree)
    siblings = {}
    for _, _, children, _, _ in entries:
        # A list that leans to the right is a tree as well, if a poor one.
        ordered = sorted(children or (), key=lambda i: (len(entries[i][0]), entries[i][0].upper()))
        siblings |= dict(zip(ordered, [*ordered[1:], FREE], strict=False))
        if children is not None:
            children[:] = ordered
    parts = [b"".join(_entry(e, siblings.get(i, FREE)) for i, e in enumerate(entries))]
    parts.append(struct.pack(f"<{len(small_fat)}I", *small_fat))
    parts.append(small)
    return _in_sectors(parts)


def _entry(entry, right):
    name, kind, children, start, size = entry
    encoded = name.encode("utf-16-le") + b"\0\0"
    child = children[0] if children else FREE
    links = struct.pack("<IIIIIIIIIIIIQ", FREE, right, child, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return head + links[:48] + struct.pack("<IQ", start, size)


def _in_sectors(parts):
    """Return the header, the table of sectors, and directory, small table and small streams."""
    fat, starts, data = [FAT], [], b""
    for part in parts:
        count = -(-len(part) // SECTOR)
        first = len(fat)
        starts.append(first if count else END)
        fat += [*range(first + 1, first + count), END][:count]
        data += part.ljust(count * SECTOR, b"\0")
    directory, small_fat, small = starts
    if small != END:  # the root entry says where the small streams are
        at = 64 + 2 + 1 + 1 + 48
        data = data[:at] + struct.pack("<IQ", small, len(parts[2])) + data[at + 12 :]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIII", 0, 1, directory, 0, 4096)
    header += struct.pack("<IIII", small_fat, -(-len(parts[1]) // SECTOR), END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    return header + table + data
