package engine;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.repositories.LogDataStoreInterface;
import io.kestra.core.runners.FollowLogEvent;
import io.kestra.core.services.LogStreamingService;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import reactor.core.publisher.Flux;

/** What the tasks of an execution logged, from 2.0 on: that of `kind=TEST` only while it is followed. */
@Controller("/api/v1/{tenant}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class LogsOf2 {
    private final LogDataStoreInterface logs;
    private final LogStreamingService streams;
    private final Filters filters;

    LogsOf2(LogDataStoreInterface logs, LogStreamingService streams, Filters filters) {
        this.logs = logs;
        this.streams = streams;
        this.filters = filters;
    }

    @Get("/{executionId}")
    public List<LogEntry> list(HttpRequest<?> request, String tenant, String executionId) {
        return logs.findAsync(tenant, asked(request, executionId)).collectList().block();
    }

    @Get("/{executionId}/follow")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<FollowLogEvent>> follow(HttpRequest<?> request, String tenant, String executionId) {
        String subscriber = UUID.randomUUID().toString();
        List<QueryFilter> asked = asked(request, executionId);
        return Flux.<Event<FollowLogEvent>>create(sink -> {
            sink.next(Event.of(FollowLogEvent.from(LogEntry.builder().build())).id("start"));
            logs.findAsync(tenant, asked).toStream().forEach(line -> sink.next(Event.of(FollowLogEvent.from(line)).id("progress")));
            streams.registerSubscriber(executionId, subscriber, sink, asked);
        }).doFinally(end -> streams.unregisterSubscriber(executionId, subscriber));
    }

    private List<QueryFilter> asked(HttpRequest<?> request, String executionId) {
        List<QueryFilter> asked = new ArrayList<>(filters.read(request, QueryFilter.Resource.LOG));
        asked.add(QueryFilter.builder().field(QueryFilter.Field.EXECUTION_ID).operation(QueryFilter.Op.EQUALS).value(executionId).build());
        return asked;
    }
}
