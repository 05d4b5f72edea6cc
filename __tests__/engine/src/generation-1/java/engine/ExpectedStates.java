package engine;

import io.kestra.core.test.flow.UnitTest;

/** A case of 1.x cannot say in which state its execution ends: it is the one that 2.0 takes where a case says nothing. */
final class ExpectedStates {
    private ExpectedStates() {
    }

    static String of(UnitTest test) {
        return "SUCCESS";
    }
}
