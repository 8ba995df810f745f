// Most of these tests' time is waited: for a lease, a sweep, a read of two seconds.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
