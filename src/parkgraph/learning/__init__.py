"""Learning the weights and confidences of ``seeds/weights`` from documents with known facts.

``python -m parkgraph.learning seeds/documents/tune`` (``make train``) makes every file of that
folder anew, the same for the same documents.  Needs the extra ``train`` (numpy, scipy); reading
documents needs nothing of this package.
"""
