"""What a sentence that a model drafted must pass before anybody sees it. Nothing here asks a model."""
