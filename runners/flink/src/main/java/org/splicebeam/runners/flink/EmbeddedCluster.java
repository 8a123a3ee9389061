package org.splicebeam.runners.flink;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.BlobCacheService;
import org.apache.flink.runtime.blob.PermanentBlobService;
import org.apache.flink.runtime.blob.VoidBlobStore;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.dispatcher.JobMasterServiceLeadershipRunnerFactory;
import org.apache.flink.runtime.entrypoint.ClusterInformation;
import org.apache.flink.runtime.entrypoint.WorkingDirectory;
import org.apache.flink.runtime.execution.librarycache.BlobLibraryCacheManager;
import org.apache.flink.runtime.externalresource.ExternalResourceInfoProvider;
import org.apache.flink.runtime.heartbeat.HeartbeatServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.highavailability.nonha.embedded.EmbeddedHaServices;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobManagerRunner;
import org.apache.flink.runtime.jobmaster.JobManagerRunnerResult;
import org.apache.flink.runtime.jobmaster.JobManagerSharedServices;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.metrics.NoOpMetricRegistry;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.resourcemanager.ResourceManagerService;
import org.apache.flink.runtime.resourcemanager.ResourceManagerServiceImpl;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.rpc.RpcService;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.security.token.DelegationTokenReceiverRepository;
import org.apache.flink.runtime.security.token.NoOpDelegationTokenManager;
import org.apache.flink.runtime.shuffle.ShuffleMaster;
import org.apache.flink.runtime.shuffle.ShuffleMasterContextImpl;
import org.apache.flink.runtime.shuffle.ShuffleServiceLoader;
import org.apache.flink.runtime.taskexecutor.TaskExecutor;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.util.FlinkUserCodeClassLoaders.ResolveOrder;

/**
 * Flink for one job inside of this process: a JobManager, a ResourceManager and a TaskManager that
 * call one another's methods. Nothing of it listens: Flink's own MiniCluster has a REST and a blob
 * port, by which any user of the machine sees and cancels the job, and asks for the host's name.
 */
final class EmbeddedCluster {
  private static final String HERE = "localhost";

  /** The smallest that Flink takes for the port of blobs; none is ever asked for. */
  private static final int NO_PORT = 1;

  private static final int IO_THREADS = 4;

  /** What Flink's parts cannot go on after; it ends the job. */
  private final CompletableFuture<JobManagerRunnerResult> failed = new CompletableFuture<>();

  private final FatalErrorHandler failure = failed::completeExceptionally;

  private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS);
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(IO_THREADS);
  private final Configuration configuration;
  private final WorkingDirectory folder;

  private EmbeddedCluster(Configuration configuration, WorkingDirectory folder) {
    this.configuration = configuration;
    this.folder = folder;
  }

  /**
   * Runs a job to its end, by as many workers as its widest step has.
   *
   * @param settings of Flink; what they say of ports and addresses has no effect
   * @param folder for Flink's own files; the caller removes it
   * @throws org.apache.flink.runtime.client.JobExecutionException where the job fails
   */
  static JobExecutionResult run(JobGraph job, Configuration settings, Path folder)
      throws Exception {
    Configuration configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumSlotsPerTaskManager(job.getMaximumParallelism())
            .build()
            .getConfiguration();
    EmbeddedCluster cluster =
        new EmbeddedCluster(configuration, WorkingDirectory.create(folder.toFile()));
    FailedThreads threads = FailedThreads.open(cluster.failure);
    try {
      return cluster.run(job);
    } finally {
      threads.close();
      cluster.io.shutdown();
      cluster.later.shutdown();
    }
  }

  @SuppressWarnings("try") // Whoever interrupts the job may interrupt its end.
  private JobExecutionResult run(JobGraph job) throws Exception {
    try (RpcSystem system = RpcSystem.load(configuration);
        RpcService calls = system.localServiceBuilder(configuration).createAndStart();
        HighAvailabilityServices leaders = new EmbeddedHaServices(io);
        BlobCacheService files =
            new BlobCacheService(
                configuration, folder.getBlobStorageDirectory(), new VoidBlobStore(), null);
        ResourceManagerService slots = resourceManager(calls, leaders);
        TaskExecutor workers = taskManager(calls, leaders, files);
        JobManagerRunner master =
            jobManager(job, calls, leaders, files.getPermanentBlobService())) {
      slots.start();
      workers.start();
      master.start();
      Object ended = CompletableFuture.anyOf(master.getResultFuture(), failed).get();
      return JobResult.createFrom(
              ((JobManagerRunnerResult) ended).getExecutionGraphInfo().getArchivedExecutionGraph())
          .toJobExecutionResult(EmbeddedCluster.class.getClassLoader());
    }
  }

  private ResourceManagerService resourceManager(RpcService calls, HighAvailabilityServices leaders)
      throws Exception {
    return ResourceManagerServiceImpl.create(
        StandaloneResourceManagerFactory.getInstance(),
        configuration,
        ResourceID.generate(),
        calls,
        leaders,
        HeartbeatServices.noOp(),
        new NoOpDelegationTokenManager(),
        failure,
        new ClusterInformation(HERE, NO_PORT),
        null,
        NoOpMetricRegistry.INSTANCE,
        HERE,
        io);
  }

  private TaskExecutor taskManager(
      RpcService calls, HighAvailabilityServices leaders, BlobCacheService files) throws Exception {
    return TaskManagerRunner.startTaskManager(
        configuration,
        ResourceID.generate(),
        calls,
        leaders,
        HeartbeatServices.noOp(),
        NoOpMetricRegistry.INSTANCE,
        files,
        true,
        ExternalResourceInfoProvider.NO_EXTERNAL_RESOURCES,
        folder,
        failure,
        new DelegationTokenReceiverRepository(configuration, null));
  }

  private JobManagerRunner jobManager(
      JobGraph job, RpcService calls, HighAvailabilityServices leaders, PermanentBlobService files)
      throws Exception {
    ShuffleMaster<?> shuffles =
        ShuffleServiceLoader.loadShuffleServiceFactory(configuration)
            .createShuffleMaster(new ShuffleMasterContextImpl(configuration, failure));
    shuffles.start();
    return JobMasterServiceLeadershipRunnerFactory.INSTANCE.createJobManagerRunner(
        job,
        configuration,
        calls,
        leaders,
        HeartbeatServices.noOp(),
        new JobManagerSharedServices(
            later,
            io,
            new BlobLibraryCacheManager(
                files,
                BlobLibraryCacheManager.defaultClassLoaderFactory(
                    ResolveOrder.PARENT_FIRST, new String[0], failure, false),
                false),
            shuffles,
            new NothingOffloaded()),
        graph -> UnregisteredMetricGroups.createUnregisteredJobManagerJobMetricGroup(),
        failure,
        List.of(),
        System.currentTimeMillis());
  }
}
