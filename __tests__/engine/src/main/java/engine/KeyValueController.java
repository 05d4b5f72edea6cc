package engine;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

import io.kestra.core.exceptions.ResourceExpiredException;
import io.kestra.core.models.kv.KVType;
import io.kestra.core.serializers.JacksonMapper;
import io.kestra.core.storages.kv.*;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

@Controller("/api/v1/{tenant}/namespaces/{namespace}/kv/{key}")
@ExecuteOn(TaskExecutors.IO)
public class KeyValueController {
    private final KeyValueStores stores;
    private final Generation generation;

    KeyValueController(KeyValueStores stores, Generation generation) {
        this.stores = stores;
        this.generation = generation;
    }

    @Get
    public Map<String, Object> get(String tenant, String namespace, String key) throws IOException, ResourceExpiredException {
        KVStore store = stores.of(tenant, namespace);
        KVValue value = store.getValue(key)
            .orElseThrow(() -> new NoSuchElementException("No value found for key '" + key + "' in namespace '" + namespace + "'"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", KVType.from(value.value()));
        answer.put("value", value.value());
        if (!generation.isBefore2()) {
            KVEntry entry = store.get(key).orElseThrow();
            answer.put("revision", JacksonMapper.toMap(entry).get("revision"));
            answer.put("updated", entry.updateDate());
        }
        return answer;
    }

    @Put
    @Consumes(MediaType.TEXT_PLAIN)
    public void put(String tenant, String namespace, String key, @Nullable @Header String ttl, @Body String value) throws IOException {
        KVMetadata metadata = new KVMetadata(null, ttl == null ? null : Duration.parse(ttl));
        stores.of(tenant, namespace).put(key, new KVValueAndMetadata(metadata, JacksonMapper.toObject(value)));
    }

    @Delete
    public boolean delete(String tenant, String namespace, String key) throws IOException {
        return stores.of(tenant, namespace).delete(key);
    }
}
