"""The widget for partner sites: its released files, and how they are served."""
