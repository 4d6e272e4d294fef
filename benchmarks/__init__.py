"""Learns the engine's weights, and measures its accuracy and speed beside its peers. No part of the installed package.

Run in the project's folder, with the annotated news in `../shared/corpora` and the lists in `../shared/lists`:

    python -m benchmarks.learn          learn the weights anew into pipeline/reference/weights.csv
    python -m benchmarks.learn_listed   the same for pipeline/reference/listed.csv
    python -m benchmarks.evaluate       accuracy, cross-validated, calibration and errors
    python -m benchmarks.evaluate_lists who is found on lists, cross-validated
    python -m benchmarks.peers          accuracy and speed of other packages on the same texts, and ours in the same run
    python -m benchmarks.speed          how time and memory grow with the length of a text, and on adversarial texts
    python -m benchmarks.report         draw docs/accuracy.md from what the others wrote to benchmarks/results.json
    python -m benchmarks.site_load      how many requests the site answers
"""
