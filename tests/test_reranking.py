"""A cross-encoder can put what was found in a new order; a broken one is told with what to do."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from corpus.embedding import HashEmbedder, ModelError
from corpus.pinpoint.laws import laws_of
from corpus.reranking import CrossEncoderReranker, open_reranker
from service.hear import Hearing
from service.retrieve import Retriever, words
from tests.sample import SOURCE
from tests.test_answer import index_of

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lohn", "urlaub", "werkzeug")


class Backwards:
    """Puts the last first."""

    def order(self, question: str, texts: Sequence[str]) -> list[int]:  # noqa: ARG002  # the seam fixes the signature
        """Return the positions from the last to the first."""
        return list(range(len(texts)))[::-1]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a tiny cross-encoder with random weights."""
    folder = tmp_path_factory.mktemp("model")
    known = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))  # noqa: S106  # a word, no secret
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", known["[SEP]"]), ("[CLS]", known["[CLS]"]))
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder / "net")  # type: ignore[no-untyped-call]
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder / "net")
    CrossEncoder(str(folder / "net"), device="cpu").save_pretrained(str(folder / "whole"))
    return folder / "whole"


def test_a_model_in_a_folder_orders_texts_by_its_scores(model: Path) -> None:
    texts = ["lohn", "urlaub", "werkzeug lohn"]
    order = CrossEncoderReranker(str(model)).order("urlaub", texts)
    scores = CrossEncoder(str(model), device="cpu").predict([("urlaub", text) for text in texts])
    assert sorted(order) == [0, 1, 2]
    assert [scores[at] for at in order] == sorted(scores, reverse=True)


def test_without_a_setting_nothing_is_loaded() -> None:
    assert open_reranker(None) is None


def test_a_model_that_is_not_there_is_told_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="LOTSE_RERANKER"):
        open_reranker(str(tmp_path), offline=True)


def test_the_first_results_come_in_the_new_order_with_the_scores_of_their_positions(tmp_path: Path) -> None:
    embedder = HashEmbedder(256)
    index = index_of(tmp_path, with_law=True)
    hearing = Hearing(index, embedder, index.words, index.spelling)
    before = Retriever(index, hearing, laws_of((SOURCE,)), (words,)).find("Wochenlohn der Lehrlinge", 20)
    after = Retriever(index, hearing, laws_of((SOURCE,)), (words,), Backwards()).find("Wochenlohn der Lehrlinge", 20)
    assert [m.passage.place for m in after] == [m.passage.place for m in before][::-1]
    assert [m.score for m in after] == [m.score for m in before]
