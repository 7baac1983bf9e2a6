// Standard output and error are the whole process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Heed.Cli.Tests.TrainedModels))]
