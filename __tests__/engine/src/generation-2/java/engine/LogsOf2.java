package engine;

import java.util.List;
import java.util.UUID;

import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.runners.FollowLogEvent;
import io.kestra.core.services.ExecutionLogService;
import io.kestra.core.services.LogStreamingService;
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
    private final ExecutionLogService logs;
    private final LogStreamingService streams;

    LogsOf2(ExecutionLogService logs, LogStreamingService streams) {
        this.logs = logs;
        this.streams = streams;
    }

    @Get("/{executionId}")
    public List<LogEntry> list(String tenant, String executionId) {
        return logs.getExecutionLogs(tenant, executionId, null, null, null, null, true);
    }

    @Get("/{executionId}/follow")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public Flux<Event<FollowLogEvent>> follow(String tenant, String executionId) {
        String subscriber = UUID.randomUUID().toString();
        return Flux.<Event<FollowLogEvent>>create(sink -> {
            sink.next(Event.of(FollowLogEvent.from(LogEntry.builder().build())).id("start"));
            list(tenant, executionId).forEach(line -> sink.next(Event.of(FollowLogEvent.from(line)).id("progress")));
            streams.registerSubscriber(executionId, subscriber, sink, List.of());
        }).doFinally(end -> streams.unregisterSubscriber(executionId, subscriber));
    }
}
