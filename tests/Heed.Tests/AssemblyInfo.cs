// Kernels use every core, and some tests choose the vector width for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
