"""How check-worthy a statement is: surface signs, a trained model, known noise, reasons in words."""
