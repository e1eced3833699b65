"""Doors for other programs: OpenAI's interface, MCP, LangChain. Behind each is the same answer with the same proofs."""
