"""What is known of the harm someone may do or come to: flags, levels, MAPPA. Facts only."""
