package engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What 1.0 has for keys and 2.0 no longer: a list per namespace, and JSON as a type. */
@Controller("/api/v1/{tenant}/namespaces/{namespace}/kv")
@Requires(property = Generation.PROPERTY, value = Generation.OF_1)
@ExecuteOn(TaskExecutors.IO)
public class KeyValuesOf1 {
    private final KeyValueStores stores;

    KeyValuesOf1(KeyValueStores stores) {
        this.stores = stores;
    }

    @Get
    public List<Map<String, Object>> list(String tenant, String namespace) throws IOException {
        return stores.list(tenant, namespace);
    }

    @Put("/{key}")
    @Consumes({ MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN })
    public void put(
        String tenant, String namespace, String key, @Nullable @Header String ttl, @Nullable @Header String description, @Body String value
    ) throws IOException {
        stores.put(tenant, namespace, key, value, ttl, description);
    }
}
