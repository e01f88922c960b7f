"""How check-worthy a statement is: surface signs, a trained model, known noise, reasons in words."""

from claims.extraction.checkworthiness.scoring import score_sentences

__all__ = ["score_sentences"]
