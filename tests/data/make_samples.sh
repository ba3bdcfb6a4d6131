#!/bin/sh
# Makes the samples that only a program can write anew from tests/data/samples: a book, a Word
# document and a PDF. The other samples are written by hand. Needs pandoc and LibreOffice (Debian:
# pandoc libreoffice-writer-nogui).
set -eu
cd "$(dirname "$0")/samples"
target=../../../sample_docs
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000

pandoc --standalone the-keeper-of-skarholm.md --output "$target/the-keeper-of-skarholm.epub"
pandoc --standalone minutes-of-the-harbour-board.md \
    --output "$target/minutes-of-the-harbour-board.docx"
pandoc --standalone low-water-on-the-ister.md --output "$work/low-water-on-the-ister.docx"
soffice --headless "-env:UserInstallation=file://$work/profile" \
    --convert-to pdf --outdir "$target" "$work/low-water-on-the-ister.docx" >/dev/null
