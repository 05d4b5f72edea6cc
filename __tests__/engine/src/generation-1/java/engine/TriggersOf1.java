package engine;

import java.util.*;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.triggers.AbstractTrigger;
import io.kestra.core.models.triggers.Trigger;
import io.kestra.core.models.triggers.TriggerContext;
import io.kestra.core.queues.QueueException;
import io.kestra.core.queues.QueueFactoryInterface;
import io.kestra.core.queues.QueueInterface;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.*;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;

/** Triggers before 2.0: a flow's own text of one, and the state of the scheduler as `triggerContext`. */
@Controller("/api/v1/{tenant}/triggers")
@ExecuteOn(TaskExecutors.BLOCKING)
public class TriggersOf1 {
    private final TriggerRepositoryInterface triggers;
    private final FlowRepositoryInterface flows;
    private final QueueInterface<Trigger> queue;
    private final Filters filters;

    TriggersOf1(
        TriggerRepositoryInterface triggers, FlowRepositoryInterface flows, @Named(QueueFactoryInterface.TRIGGER_NAMED) QueueInterface<Trigger> queue,
        Filters filters
    ) {
        this.triggers = triggers;
        this.flows = flows;
        this.queue = queue;
        this.filters = filters;
    }

    @Get("/search")
    public Map<String, Object> search(
        HttpRequest<?> request, String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort
    ) {
        List<QueryFilter> asked = filters.read(request, QueryFilter.Resource.TRIGGER);
        List<Map<String, Object>> results = new ArrayList<>();
        var found = triggers.find(Pages.of(page, size, sort, triggers.sortMapping()), tenant, asked);
        for (Trigger trigger : found) {
            flows.findById(tenant, trigger.getNamespace(), trigger.getFlowId()).filter(flow -> flow.getTriggers() != null).ifPresent(flow -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("abstractTrigger", ofFlow(flow, trigger.getTriggerId()).orElse(null));
                one.put("triggerContext", trigger);
                results.add(one);
            });
        }
        return Map.of("results", results, "total", found.getTotal());
    }

    @Get("/{namespace}/{flowId}")
    public Map<String, Object> ofFlow(
        String tenant, String namespace, String flowId, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort, @Nullable @QueryValue("q") String query
    ) {
        return Pages.answer(triggers.find(Pages.of(page, size, sort, triggers.sortMapping()), query, tenant, namespace, flowId, null), each -> each);
    }

    @Put
    public HttpResponse<?> update(String tenant, @Body Trigger wanted) {
        wanted.setTenantId(tenant);
        Flow flow = flows.findById(tenant, wanted.getNamespace(), wanted.getFlowId())
            .orElseThrow(() -> notFound("Flow of trigger %s not found", wanted.getTriggerId()));
        ofFlow(flow, wanted.getTriggerId())
            .orElseThrow(() -> notFound("Flow %s has no trigger %s", wanted.getFlowId(), wanted.getTriggerId()));
        Trigger changed = triggers.lock(wanted.uid(), trigger -> {
            if (trigger.getDisabled().equals(wanted.getDisabled())) {
                return trigger;
            }
            var builder = trigger.toBuilder().disabled(wanted.getDisabled());
            return sent(wanted.getDisabled() ? builder.nextExecutionDate(null).build() : builder.build());
        });
        return HttpResponse.ok(Optional.ofNullable(changed).orElseThrow(NoSuchElementException::new));
    }

    @Post("/{namespace}/{flowId}/{triggerId}/unlock")
    public HttpResponse<?> unlock(String tenant, String namespace, String flowId, String triggerId) {
        TriggerContext id = TriggerContext.builder().tenantId(tenant).namespace(namespace).flowId(flowId).triggerId(triggerId).build();
        Trigger trigger = triggers.findLast(id).orElseThrow(NoSuchElementException::new);
        if (trigger.getExecutionId() == null && trigger.getEvaluateRunningDate() == null) {
            throw new IllegalStateException("Trigger is not locked");
        }
        return HttpResponse.ok(sent(trigger.unlock()));
    }

    private Trigger sent(Trigger trigger) {
        try {
            queue.emit(trigger);
            return trigger;
        } catch (QueueException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<AbstractTrigger> ofFlow(Flow flow, String triggerId) {
        return Optional.ofNullable(flow.getTriggers()).orElse(List.of()).stream().filter(each -> each.getId().equals(triggerId)).findFirst();
    }

    private static HttpStatusException notFound(String text, Object... names) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, text.formatted(names));
    }
}
