package org.splicebeam.runners.flink;

import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.exceptions.RpcLoaderException;

/**
 * Takes Flink's remote calls from the class path, where the distribution has them unpacked. Flink's
 * own way copies a jar out of its jar at each start, and loads 3 000 classes by a class loader
 * whose classes no archive can have. It is used where the class path has nothing else.
 */
public final class ClassPathRpcSystem implements RpcSystemLoader {
  /** Flink's own has 0; the smallest is asked first. */
  private static final int BEFORE_FLINKS_OWN = -1;

  @Override
  public int getLoadPriority() {
    return BEFORE_FLINKS_OWN;
  }

  @Override
  public RpcSystem loadRpcSystem(Configuration configuration) {
    return ServiceLoader.load(RpcSystem.class)
        .findFirst()
        .orElseThrow(() -> new RpcLoaderException("not on the class path", null));
  }
}
