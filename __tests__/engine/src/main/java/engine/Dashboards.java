package engine;

import java.util.List;
import java.util.Optional;

import io.kestra.core.models.dashboards.Dashboard;
import io.micronaut.core.annotation.Nullable;

/** Where dashboards are kept. The open-source engine lost its own place for them between the 2.0 snapshot and 2.0.0. */
interface Dashboards {
    Optional<Dashboard> get(String tenant, String id);

    /** All of the tenant. */
    List<Dashboard> list(String tenant);

    /** @param previous the one that it replaces, if any. */
    Dashboard save(@Nullable Dashboard previous, Dashboard dashboard, String source);

    /** Throws what is answered as 409 when there is none. */
    void delete(String tenant, String id);
}
