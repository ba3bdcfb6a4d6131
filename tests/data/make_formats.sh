#!/bin/sh
# Makes the test files of other programs' formats anew from everything.md and comments.md. Needs pandoc and
# LibreOffice (Debian: pandoc libreoffice-writer-nogui). The files are kept in the repository,
# because they differ with each version; golden files are written by document_dump.py.
set -eu
cd "$(dirname "$0")/formats"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

for kind in html epub docx odt rtf org rst ipynb; do
    pandoc --standalone everything.md --output "pandoc.$kind"
done
pandoc --standalone comments.md --output comments.docx
for kind in odt html epub; do
    soffice --headless "-env:UserInstallation=file://$work/profile" \
        --convert-to "$kind" --outdir "$work/out" comments.docx >/dev/null
done
mv "$work/out/comments.odt" .
mv "$work/out/comments.html" libreoffice.html
mv "$work/out/comments.epub" libreoffice.epub
cp pandoc.docx "$work/libreoffice.docx"
for kind in odt rtf pdf docx; do
    soffice --headless "-env:UserInstallation=file://$work/profile" \
        --convert-to "$kind" --outdir "$work/out" "$work/libreoffice.docx" >/dev/null
    mv "$work/out/libreoffice.$kind" .
done
pandoc --standalone ../../../sample_docs/a-line-on-the-map.md --output "$work/essay.docx"
soffice --headless "-env:UserInstallation=file://$work/profile" \
    --convert-to pdf --outdir . "$work/essay.docx" >/dev/null
soffice --headless "-env:UserInstallation=file://$work/profile" \
    --convert-to 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"secret"}}' \
    --outdir "$work/out" "$work/libreoffice.docx" >/dev/null
mv "$work/out/libreoffice.pdf" encrypted.pdf
