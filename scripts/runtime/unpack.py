"""Unpacks Electron's own files from the runtime archive: unpack.py ARCHIVE TARGET"""
import os
import sys
import zipfile

archive, target = sys.argv[1:]
prefix = "Cypress/"
skipped = ("resources/", "browser_v8_context_snapshot.bin")
with zipfile.ZipFile(archive) as zipped:
    for entry in zipped.infolist():
        name = entry.filename[len(prefix):]
        if entry.is_dir() or not name or name.startswith(skipped):
            continue
        path = os.path.join(target, "electron" if name == "Cypress" else name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with zipped.open(entry) as source, open(path, "wb") as copy:
            while block := source.read(1 << 20):
                copy.write(block)
        os.chmod(path, (entry.external_attr >> 16) & 0o777)
