"""The model put in front of an open generation."""

from corpus.embedding import Embedder
from corpus.pinpoint.laws import laws_of
from service.authored import Authored
from service.gates.checking import Gates
from service.gates.support import Supporter
from service.model.offered import Offerer
from service.model.worded import Counts, WithModel
from service.model.writer import Writer
from service.parts import Parts


def attached(parts: Parts, writer: Writer, embedder: Embedder, authored: Authored, counts: Counts) -> WithModel:
    """Return ``parts`` with answers worded by ``writer``; ``counts`` go on from one generation to the next."""
    gates = Gates(Supporter(embedder, parts.retriever.words), laws_of(authored.sources))
    return WithModel(parts, Offerer(parts.retriever, parts.prover), writer, gates, authored, counts)
