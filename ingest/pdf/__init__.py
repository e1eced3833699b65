"""One PDF into lines of text: taken apart by pypdf in a child process, laid out as a reader sees it."""
