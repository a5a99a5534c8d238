"""What is known of the harm someone may do or come to: flags, levels, MAPPA, concerns, therapeutic
risks, safeguarding. Facts, and what colleagues decided about them.
"""
