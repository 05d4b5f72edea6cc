package engine;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kestra.core.serializers.JacksonMapper;
import io.kestra.core.storages.StorageInterface;
import io.kestra.core.storages.kv.*;
import io.micronaut.context.BeanContext;
import io.micronaut.core.annotation.Nullable;
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
    private final Generation generation;

    KeyValueStores(StorageInterface storage, BeanContext beans, Generation generation) {
        this.storage = storage;
        Class<?>[] parameters = CONSTRUCTOR.getParameterTypes();
        this.metadata = beans.getBean(parameters[parameters.length - 1]);
        this.generation = generation;
    }

    KVStore of(String tenant, String namespace) {
        try {
            return (KVStore) CONSTRUCTOR.newInstance(tenant, namespace, storage, metadata);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value is Ion, of which JSON is a part: what has no quotes can be a date; what is no Ion at all is a text. */
    void put(String tenant, String namespace, String key, String text, @Nullable String ttl, @Nullable String description) throws IOException {
        KVMetadata told = new KVMetadata(description, ttl == null ? null : Duration.parse(ttl));
        Object value;
        try {
            value = JacksonMapper.ofIon().readTree(text);
        } catch (JsonProcessingException e) {
            value = text;
        }
        of(tenant, namespace).put(key, new KVValueAndMetadata(told, value));
    }

    List<Map<String, Object>> list(String tenant, String namespace) throws IOException {
        return of(tenant, namespace).list().stream().map(this::shown).toList();
    }

    /** An entry as the server lists it: before 2.0 without its namespace and revision. */
    Map<String, Object> shown(KVEntry entry) {
        Map<String, Object> shown = JacksonMapper.toMap(entry);
        if (generation.isBefore2()) {
            shown.keySet().removeAll(List.of("namespace", "version"));
        }
        shown.values().removeIf(java.util.Objects::isNull);
        return shown;
    }
}
