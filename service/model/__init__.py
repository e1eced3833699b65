"""A language model that words the answer, off unless LOTSE_MODEL names one; ``service.gates`` decides what is said."""
