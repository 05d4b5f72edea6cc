package engine;

import java.lang.reflect.Constructor;

import io.kestra.core.storages.StorageInterface;
import io.kestra.core.storages.kv.InternalKVStore;
import io.kestra.core.storages.kv.KVStore;
import io.micronaut.context.BeanContext;
import jakarta.inject.Singleton;

/**
 * The stores as a server's own controller opens them: without asking for a flow in the namespace, which the engine's
 * KVStoreService does for tasks. The last parameter has another type before 2.0, and the same meaning.
 */
@Singleton
public class KeyValueStores {
    private static final Constructor<?> CONSTRUCTOR = InternalKVStore.class.getConstructors()[0];

    private final StorageInterface storage;
    private final Object metadata;

    KeyValueStores(StorageInterface storage, BeanContext beans) {
        this.storage = storage;
        Class<?>[] parameters = CONSTRUCTOR.getParameterTypes();
        this.metadata = beans.getBean(parameters[parameters.length - 1]);
    }

    KVStore of(String tenant, String namespace) {
        try {
            return (KVStore) CONSTRUCTOR.newInstance(tenant, namespace, storage, metadata);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
