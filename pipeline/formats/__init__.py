"""The file formats of a package: each module turns frames into the bytes of one kind of file."""
