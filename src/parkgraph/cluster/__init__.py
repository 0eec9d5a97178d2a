"""A build on many machines: the same stages, functions and bytes as on one (:mod:`.building`).

:mod:`.engine` says what a cluster must do, :mod:`.spark` has Apache Spark do it.  The stages are
:mod:`.facts` (by shard), :mod:`.names` (in one process), :mod:`.graph` (by shard) and :mod:`.checking`
(by thing); between them everything lies on a disk that all machines see (:mod:`.stages`).
"""
