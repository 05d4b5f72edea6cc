package engine;

import java.sql.*;
import java.util.Map;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;

/** Changes the text of a stored flow behind the engine's back, so that a test has a flow that an older release stored and this one cannot read. */
@Controller("/_control/stored-flows")
public class StoredFlows {
    private static final String REPLACE = "UPDATE flows SET \"value\" = REPLACE(\"value\", ?, ?), \"source_code\" = REPLACE(\"source_code\", ?, ?) "
        + "WHERE \"tenant_id\" = ? AND \"namespace\" = ? AND \"id\" = ?";

    private final String url;
    private final String username;
    private final String password;

    StoredFlows(
        @Property(name = "datasources.h2.url") String url,
        @Property(name = "datasources.h2.username") String username,
        @Property(name = "datasources.h2.password") String password
    ) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /** Replaces `from` with `to` in every revision of the flow; returns the number of revisions. */
    @Post
    public int replace(@Body Map<String, String> change) throws SQLException {
        String[] values = {
            change.get("from"), change.get("to"), change.get("from"), change.get("to"),
            change.get("tenant"), change.get("namespace"), change.get("id")
        };
        try (Connection connection = DriverManager.getConnection(url, username, password); PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            for (int index = 0; index < values.length; index++) {
                statement.setString(index + 1, values[index]);
            }
            return statement.executeUpdate();
        }
    }
}
