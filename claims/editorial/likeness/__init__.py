"""How alike statements are: words, meaning, figures, names. Pure: no Django, no database, no network.

terms       text -> the words it is compared by
quantities  text -> amounts and years; which amounts are the same but for rounding
signs       text -> amounts, spans of time, names, negation; what speaks against two being the same
vectors     texts -> sentence vectors, where the model is installed
pool        many known claims -> those most like a text; the fused score and its weights
"""
