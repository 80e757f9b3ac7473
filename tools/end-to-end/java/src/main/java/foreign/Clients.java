package foreign;

import com.amazon.sqs.javamessaging.AmazonSQSExtendedClient;
import com.amazon.sqs.javamessaging.ExtendedClientConfiguration;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Sends and receives as somebody's Java program would.
 *
 * <pre>
 *   sdk QUEUE BUCKET      posts a create inline, one by a bare key and one by bucket and key, with the AWS SDK alone
 *   send QUEUE BUCKET     posts three creates by the SQS Extended Client Library, every payload by way of S3
 *   receive QUEUE BUCKET  takes and deletes all messages by that library, payloads included
 * </pre>
 *
 * Prints a line for each request: the widget's id when it sends, the request when it receives. Goes where
 * AWS_ENDPOINT_URL leads.
 */
public final class Clients {
  private final S3Client s3 = S3Client.builder().forcePathStyle(true).build();
  private final SqsClient sqs = SqsClient.create();
  private final String bucket;
  private final String url;

  private Clients(String queue, String bucket) {
    this.bucket = bucket;
    this.url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }

  public static void main(String[] arguments) {
    var clients = new Clients(arguments[1], arguments[2]);
    switch (arguments[0]) {
      case "sdk" -> clients.sendPlainly();
      case "send" -> clients.sendExtended();
      case "receive" -> clients.receiveExtended();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static String create() {
    var widget = UUID.randomUUID();
    System.out.println(widget);
    return "{\"type\":\"create\",\"requestId\":\"%s\",\"widgetId\":\"%s\",\"owner\":\"Sue Smith\"}"
        .formatted(UUID.randomUUID(), widget);
  }

  private void sendPlainly() {
    var first = String.valueOf(System.currentTimeMillis());
    var second = String.valueOf(System.currentTimeMillis() + 1);
    for (var key : new String[] {first, second}) {
      s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(create()));
    }
    var bodies =
        new String[] {
          create(), first, "{\"bucket\": \"%s\", \"key\": \"%s\"}".formatted(bucket, second)
        };
    for (var body : bodies) sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  private SqsClient extended() {
    var configuration =
        new ExtendedClientConfiguration()
            .withPayloadSupportEnabled(s3, bucket, true)
            .withAlwaysThroughS3(true);
    return new AmazonSQSExtendedClient(sqs, configuration);
  }

  private void sendExtended() {
    var client = extended();
    for (int count = 0; count < 3; count++) {
      client.sendMessage(request -> request.queueUrl(url).messageBody(create()));
    }
  }

  private void receiveExtended() {
    var client = extended();
    while (true) {
      var messages =
          client
              .receiveMessage(
                  request -> request.queueUrl(url).waitTimeSeconds(1).maxNumberOfMessages(10))
              .messages();
      if (messages.isEmpty()) return;
      for (Message message : messages) {
        System.out.println(message.body());
        client.deleteMessage(
            request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
  }
}
