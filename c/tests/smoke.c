/* How a C program uses attrflow: every function once, two threads on one mapper, and everything is freed. smoke.rs
 * compiles this, runs it, and runs it under valgrind. Prints the results; the first argument is a mapping file, the
 * second a file of records. Then come a mapping file, records and the state of the target for provisioning. */

#define _POSIX_C_SOURCE 200809L

#include "attrflow.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A file's bytes, without a NUL at the end: the library has to use the length. */
static char *contents(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert(file != NULL && fseek(file, 0, SEEK_END) == 0);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length);
    assert(bytes != NULL && fread(bytes, 1, *length, file) == *length);
    fclose(file);
    return bytes;
}

/* Prints and frees a result. */
static void show(const char *what, char *answer) {
    printf("%s %s\n", what, answer);
    attrflow_string_free(answer);
}

struct work {
    const attrflow_mapper *mapper;
    const char *records;
    size_t length;
    char *answer;
};

static void *map_all(void *given) {
    struct work *work = given;
    work->answer = attrflow_mapper_map_all(work->mapper, work->records, work->length, "ndjson", 1, NULL);
    return NULL;
}

static void mapping(const char *path, const char *records_path) {
    size_t length = 0, records_length = 0, answer_length = 0;
    char *text = contents(path, &length), *records = contents(records_path, &records_length), *diagnostics = NULL;

    attrflow_mapper *mapper = attrflow_mapper_new(text, length, "onboarding.toml", "{\"seed\":7}", &diagnostics);
    assert(mapper != NULL);
    show("diagnostics", diagnostics);
    show("check", attrflow_check(text, length, "onboarding.toml", NULL));
    free(text);

    show("reads", attrflow_mapper_attributes(mapper));
    printf("ordered %d\n", attrflow_mapper_depends_on_order(mapper));
    show("one", attrflow_mapper_map(mapper, records, strcspn(records, "\n")));
    show("broken", attrflow_mapper_map(mapper, "{\"a\":", 5));
    show("not UTF-8", attrflow_mapper_map(mapper, "{\"a\":\"\xeb\"}", 9));

    char *all = attrflow_mapper_map_all(mapper, records, records_length, NULL, 0, &answer_length);
    assert(strlen(all) == answer_length);
    struct work work[2];
    pthread_t threads[2];
    for (int at = 0; at < 2; at++) {
        work[at] = (struct work){mapper, records, records_length, NULL};
        assert(pthread_create(&threads[at], NULL, map_all, &work[at]) == 0);
    }
    for (int at = 0; at < 2; at++) {
        assert(pthread_join(threads[at], NULL) == 0);
        assert(strcmp(work[at].answer, all) == 0);
        attrflow_string_free(work[at].answer);
    }
    show("all", all);
    show("format", attrflow_mapper_map_all(mapper, records, records_length, "xml", 0, NULL));
    attrflow_mapper_free(mapper);

    /* A name in another letter case is told of when it is asked for. */
    mapper = attrflow_mapper_connector("workgrid", NULL, NULL);
    assert(mapper != NULL);
    show("unread before", attrflow_mapper_unread(mapper));
    attrflow_string_free(attrflow_mapper_map(mapper, "{\"userprincipalname\":\"ada\"}", 27));
    show("unread after", attrflow_mapper_unread(mapper));
    show("unread of none", attrflow_mapper_unread(NULL));
    attrflow_mapper_free(mapper);
    free(records);
}

/* What is to be done about each record and then about the objects without one, a line each behind the operation. */
static void provisioning(const attrflow_mapper *mapper, const char *operation, const char *records, size_t length,
                         const char *previous, size_t previous_length) {
    char *unusable = NULL;
    size_t answer_length = 0;
    attrflow_provisioner *provisioner =
        attrflow_provisioner_new(mapper, operation, previous, previous_length, &unusable);
    assert(provisioner != NULL);
    show("unusable", unusable);
    for (size_t at = 0, end; at < length; at = end + 1) {
        for (end = at; end < length && records[end] != '\n';) {
            end++;
        }
        show(operation, attrflow_provisioner_step(provisioner, records + at, end - at));
    }
    char *gone = attrflow_provisioner_finish(provisioner, &answer_length);
    assert(strlen(gone) == answer_length);
    for (char *line = strtok(gone, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        printf("%s %s\n", operation, line);
    }
    attrflow_string_free(gone);
    show("finished", attrflow_provisioner_step(provisioner, "{}", 2));
    show("finished", attrflow_provisioner_finish(provisioner, NULL));
    attrflow_provisioner_free(provisioner);
}

static void provision(char **paths) {
    size_t length = 0, records_length = 0, previous_length = 0;
    char *text = contents(paths[0], &length), *records = contents(paths[1], &records_length);
    char *previous = contents(paths[2], &previous_length), *unusable = NULL;
    const char *options = "{\"now\":\"2026-01-15T09:30:00Z\",\"flavor\":\"rfc7644\"}";
    attrflow_mapper *mapper = attrflow_mapper_new(text, length, paths[0], options, NULL);
    assert(mapper != NULL);
    provisioning(mapper, "patch", records, records_length, previous, previous_length);
    provisioning(mapper, "replace", records, records_length, previous, previous_length);

    /* An empty state is known, and null is not; the mapper may go before the provisioner. */
    assert(attrflow_provisioner_new(mapper, "patch", NULL, 0, &unusable) == NULL);
    show("no state", unusable);
    assert(attrflow_provisioner_new(mapper, "upsert", "", 0, &unusable) == NULL);
    show("no operation", unusable);
    attrflow_provisioner *provisioner = attrflow_provisioner_new(mapper, "patch", "", 0, NULL);
    assert(provisioner != NULL);
    attrflow_mapper_free(mapper);
    show("first", attrflow_provisioner_step(provisioner, records, strcspn(records, "\n")));
    attrflow_provisioner_free(provisioner);
    free(text);
    free(records);
    free(previous);
}

static void expression(void) {
    const char *text = "Join(\"@\", ToLower([alias]), %DomainFQDN%)";
    const char *options = "{\"settings\":{\"DomainFQDN\":\"contoso.com\"}}";
    attrflow_evaluator *evaluator = attrflow_evaluator_new(text, strlen(text), options, NULL);
    assert(evaluator != NULL);
    show("reads", attrflow_evaluator_attributes(evaluator));
    show("value", attrflow_evaluator_evaluate(evaluator, "{\"alias\":\"Ada\"}", 15));
    attrflow_evaluator_free(evaluator);

    text = "Left([a], \"x\")";
    evaluator = attrflow_evaluator_new(text, strlen(text), NULL, NULL);
    assert(evaluator == NULL);
    text = "Mid([a], [b], 1)";
    evaluator = attrflow_evaluator_new(text, strlen(text), NULL, NULL);
    assert(evaluator != NULL);
    show("error", attrflow_evaluator_evaluate(evaluator, "{\"a\":\"x\",\"b\":\"y\"}", 17));
    attrflow_evaluator_free(evaluator);
}

static void *cancelling(void *evaluator) {
    struct timespec moment = {0, 200000000};
    nanosleep(&moment, NULL);
    attrflow_evaluator_cancel(evaluator);
    return NULL;
}

/* An evaluation that would not end is cancelled by another thread; what comes after it is, too. */
static void cancelled(void) {
    const char *text = "Replace([a], , \"((a+)+)\\\\1b\", , \"\", , )";
    const char *options = "{\"limits\":{\"pattern_steps\":1000000000000,\"record_steps\":1000000000000}}";
    const char *record = "{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}";
    attrflow_evaluator *evaluator = attrflow_evaluator_new(text, strlen(text), options, NULL);
    assert(evaluator != NULL);
    pthread_t thread;
    assert(pthread_create(&thread, NULL, cancelling, evaluator) == 0);
    show("cancelled", attrflow_evaluator_evaluate(evaluator, record, strlen(record)));
    assert(pthread_join(thread, NULL) == 0);
    attrflow_evaluator_free(evaluator);

    attrflow_mapper *mapper = attrflow_mapper_connector("meta-work-accounts", NULL, NULL);
    assert(mapper != NULL);
    attrflow_mapper_cancel(mapper);
    size_t length = 0;
    show("cancelled", attrflow_mapper_map_all(mapper, "{}\n{}\n", 6, NULL, 1, &length));
    attrflow_mapper_free(mapper);
    attrflow_mapper_cancel(NULL);
    attrflow_evaluator_cancel(NULL);
}

static void refusals(void) {
    char *diagnostics = NULL;
    assert(attrflow_mapper_new("source = 1", 10, NULL, NULL, &diagnostics) == NULL);
    show("no mapping", diagnostics);
    assert(attrflow_mapper_connector("meta-work-account", NULL, &diagnostics) == NULL);
    show("no connector", diagnostics);
    assert(attrflow_mapper_connector("meta-work-accounts", "{\"sed\":7}", &diagnostics) == NULL);
    show("no option", diagnostics);
    show("no handle", attrflow_evaluator_evaluate(NULL, NULL, 0));
    attrflow_mapper *mapper = attrflow_mapper_connector("meta-work-accounts", NULL, NULL);
    assert(mapper != NULL);
    attrflow_mapper_free(mapper);
    attrflow_mapper_free(NULL);
    attrflow_evaluator_free(NULL);
    assert(attrflow_provisioner_new(NULL, "patch", "", 0, NULL) == NULL);
    attrflow_provisioner_free(NULL);
    attrflow_string_free(NULL);
}

int main(int count, char **arguments) {
    assert(count == 6);
    assert(attrflow_abi_version() == ATTRFLOW_ABI_VERSION);
    printf("version %s\n", attrflow_version());
    mapping(arguments[1], arguments[2]);
    provision(arguments + 3);
    expression();
    cancelled();
    refusals();
    return 0;
}
