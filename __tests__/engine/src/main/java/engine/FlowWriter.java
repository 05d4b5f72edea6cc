package engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import jakarta.inject.Singleton;

/** Writes through the engine's own service, whose methods differ between the generations. */
@Singleton
public class FlowWriter {
    private final FlowService flowService;
    private final FlowRepositoryInterface flows;
    private final Generation generation;

    FlowWriter(FlowService flowService, FlowRepositoryInterface flows, Generation generation) {
        this.flowService = flowService;
        this.flows = flows;
        this.generation = generation;
    }

    FlowWithSource create(String tenant, String source) throws Throwable {
        // Before 2.0 the second parameter asks for strict parsing; 2.0 has only the first.
        return (FlowWithSource) call("create", GenericFlow.fromYaml(tenant, source), true);
    }

    /** Empty when there is no such flow. */
    Optional<FlowWithSource> update(String tenant, String namespace, String id, String source) throws Throwable {
        Optional<FlowWithSource> previous = flows.findByIdWithSource(tenant, namespace, id);
        if (previous.isEmpty()) {
            return Optional.empty();
        }
        GenericFlow flow = GenericFlow.fromYaml(tenant, source);
        return Optional.of(generation.isBefore2() ? flows.update(flow, previous.get()) : (FlowWithSource) call("update", flow, previous.get()));
    }

    private Object call(String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(FlowService.class.getMethods()).filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
        try {
            return method.invoke(flowService, Arrays.copyOf(arguments, method.getParameterCount()));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
