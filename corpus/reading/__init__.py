"""From the files that people edit to the nouns of the digest; every fault is told with file, line and repair."""
