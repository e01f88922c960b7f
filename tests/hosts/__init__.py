"""Several machines: workers that share nothing but the network, and what happens when one is cut off."""
