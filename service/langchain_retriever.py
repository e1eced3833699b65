"""The retriever for other people's LangChain chains: the same matches as LangChain documents."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.nouns import Match
from service.retrieve import Retriever


class LotseRetriever(BaseRetriever):
    """A LangChain retriever over one index; ``k`` is the number of documents for a question."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002  # the base class fixes the signature
        return [_document(match) for match in self.retriever.find(query, self.k)]


def _document(match: Match) -> Document:
    """Return the match as a document: verbatim text, and in the metadata what a citation needs."""
    passage = match.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "pinpoint": str(passage.place),
            "source": passage.source_id,
            "path": list(passage.path),
            "wording": passage.wording.value,
            "score": match.score,
        },
    )
