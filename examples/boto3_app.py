"""Stores a text, sends its key through a queue, and notes in a table what came out: an ordinary boto3 program."""

import boto3

s3, sqs, notes = boto3.client("s3"), boto3.client("sqs"), boto3.resource("dynamodb").Table("widgets")

s3.put_object(Bucket="widget-requests", Key="hello.txt", Body=b"Hello from boto3")
queue = sqs.get_queue_url(QueueName="widget-requests")["QueueUrl"]
sqs.send_message(QueueUrl=queue, MessageBody="hello.txt")

for message in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]:
    text = s3.get_object(Bucket="widget-requests", Key=message["Body"])["Body"].read().decode()
    notes.put_item(Item={"id": message["Body"], "text": text})
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

print(notes.get_item(Key={"id": "hello.txt"})["Item"]["text"])
