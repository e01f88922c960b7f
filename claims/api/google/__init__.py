"""Google's Fact Check Tools API, v1alpha1, answered from our record: clients change their address only."""
